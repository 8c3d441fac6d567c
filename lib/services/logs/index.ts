export { openAppLogs, openPodLogs, type LogFormat, type LogStream } from './open-logs';
export { logFormatOf } from './format';
export { logCounts } from './log-metrics';
export { createLogExcerpt } from './excerpts/keep';
export { deleteLogExcerpt, listLogExcerpts, pruneLogExcerpts, readLogExcerpt } from './excerpts/read';
