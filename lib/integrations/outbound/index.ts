export { guardedAgent, type DialerOptions } from './dialer';
export { OutboundError, type OutboundReason } from './errors';
export { send, type OutboundRequest, type OutboundResponse } from './request';
export { linkNext } from './link';
