export { applyFrameDelta, frameDelta, type Frame, type FrameDelta, type Keys } from './frame';
export { pageOfRows, RowTable, type Compare } from './row-table';
