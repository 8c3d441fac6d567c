export { type LogItem, type LogLine, type LogMark } from './line';
export { sinceStamp } from './stamp';
export { LineSplitter } from './splitter';
export { Replay } from './replay';
export { lineFilter, type LineFilter } from './filter';
