export { route, streamRoute } from './route';
export { ADDRESS_HEADER, addressOf, callerOf, languageOf } from './caller';
export { isOwnOrigin } from './origin';
export { answerProblem } from './problem-response';
