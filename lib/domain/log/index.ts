export { LineBatch } from './batch';
export { type LogItem, type LogMark } from './item';
export { type LogLine } from './line';
export { normalStamp, sinceStamp } from './stamp';
export { LineSplitter } from './splitter';
export { Replay } from './replay';
export { isExpression, lineFilter, placesWhere, type LineFilter } from './filter';
export { levelOf, type LogLevel } from './level';
export { LinePicker, type Picked, type Wanted } from './picker';
