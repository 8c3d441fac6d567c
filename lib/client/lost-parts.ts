/** When a part that did not arrive is asked for again, in milliseconds after each failure; then the page hears of it. */
const AGAIN_AFTER = [300, 1_000, 2_000, 4_000, 8_000];

/**
 * Has a script or style sheet of the console that is lost on its way (browsers drop what they are fetching when a network
 * comes or goes) asked for again. Without it a page stays as the server drew it, and dead, until somebody reloads it. Who
 * waits for the part (the bundler, React) is not told of a failure that is mended, because a bundler never asks twice;
 * after the last try it is. What was lost before this runs, as React puts it behind them, is found by its empty entry
 * among the page's timings.
 */
export const LOST_PARTS_SCRIPT = `(function(){var after=${JSON.stringify(AGAIN_AFTER)},tries={};
function addressOf(part){var address=part.tagName==='SCRIPT'?part.src:part.rel==='stylesheet'?part.href:'';
return address&&address.indexOf(location.origin+'/_next/static/')===0?address:''}
function again(part){if(part.tagName==='LINK'){part.href=part.href;return}
var next=document.createElement('script');next.async=true;next.setAttribute('src',part.getAttribute('src'));
document.head.append(next)}
function lost(part,address){var wait=after[tries[address]||0];tries[address]=(tries[address]||0)+1;
if(wait)setTimeout(again,wait,part);else document.querySelectorAll('script,link').forEach(function(each){
if(addressOf(each)===address)each.dispatchEvent(new Event('error'))})}
addEventListener('error',function(event){var part=event.target,address=event.isTrusted&&part&&part.tagName&&addressOf(part);
if(!address)return;event.stopImmediatePropagation();lost(part,address)},true);
document.querySelectorAll('script,link').forEach(function(part){var address=addressOf(part),
entry=address&&performance.getEntriesByName(address)[0];if(entry&&!entry.decodedBodySize)lost(part,address)})})()`;
