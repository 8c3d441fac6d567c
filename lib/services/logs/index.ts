export { openAppLogs, openPodLogs, type LogFormat, type LogStream } from './open-logs';
export { logFormatOf } from './format';
export { logCounts } from './log-metrics';
