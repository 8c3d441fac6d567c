export { LineBatch } from './batch';
export { type LogItem, type LogMark } from './item';
export { type LogLine } from './line';
export { sinceStamp } from './stamp';
export { LineSplitter } from './splitter';
export { Replay } from './replay';
export { lineFilter, type LineFilter } from './filter';
