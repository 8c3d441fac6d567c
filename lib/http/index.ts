export { route, streamRoute } from './route';
export { ADDRESS_HEADER, addressOf, callerOf, languageOf } from './caller';
export { takeRate } from './rate';
export { readLimited } from './body';
export { isOwnOrigin, refuseForeignForm } from './origin';
export { answerProblem, problemOf } from './problem-response';
export { streamResponse } from './stream';
export { fileResponse } from './file-response';
