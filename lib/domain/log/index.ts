export { LONGEST_LINE, type LogItem, type LogLine, type LogMark } from './line';
export { normalStamp, sinceStamp } from './stamp';
export { LineSplitter } from './splitter';
export { Replay } from './replay';
export { lineFilter, type LineFilter } from './filter';
