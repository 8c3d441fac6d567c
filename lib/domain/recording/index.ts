export { CAST_TYPE, FIRST_SIZE, headerLine, type CastEvent, type CastHeader } from './cast';
export { CastEncoder } from './encoder';
export { CastParser, sizeOf, type Cast } from './parse';
export { Playback, type Frames } from './playback';
