export { route, streamRoute } from './route';
export { ADDRESS_HEADER, PATH_HEADER, addressOf, callerOf, languageOf } from './caller';
export { takeRate } from './rate';
export { isOwnOrigin, refuseForeignForm } from './origin';
export { answerProblem, problemOf } from './problem-response';
export { streamResponse } from './stream';
