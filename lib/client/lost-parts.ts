/** When a part that did not arrive is asked for again, in milliseconds after each failure; then the page hears of it. */
const AGAIN_AFTER = [300, 1_000, 2_000, 4_000, 8_000];

/**
 * Runs before anything of the page is fetched: a script or style sheet of the console that is lost on its way (browsers
 * drop what they are fetching when a network comes or goes) is asked for again. Without it a page stays as the server
 * drew it, and dead, until somebody reloads it. Who waits for the part (the bundler, React) is not told of a failure that
 * is mended, because a bundler never asks twice; after the last try it is.
 */
export const LOST_PARTS_SCRIPT = `(function(){var after=${JSON.stringify(AGAIN_AFTER)},tries={};
function again(part){if(part.tagName==='LINK'){part.href=part.href;return}
var next=document.createElement('script');next.async=true;next.src=part.src;document.head.append(next)}
function tell(tag,address){document.querySelectorAll(tag).forEach(function(part){
if(part.src===address||part.href===address)part.dispatchEvent(new Event('error'))})}
addEventListener('error',function(event){var part=event.target;if(!event.isTrusted||!part||!part.tagName)return;
var address=part.tagName==='SCRIPT'?part.src:part.tagName==='LINK'&&part.rel==='stylesheet'?part.href:'';
if(address.indexOf(location.origin+'/_next/static/')!==0)return;event.stopImmediatePropagation();
var wait=after[tries[address]||0];tries[address]=(tries[address]||0)+1;
if(wait)setTimeout(again,wait,part);else tell(part.tagName,address)},true)})()`;
