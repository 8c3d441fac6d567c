export { applyListDelta, listDelta, type KeyOf, type ListDelta, type LiveList } from './list-delta';
export { applyFrameDelta, frameDelta, type Frame, type FrameDelta, type Keys } from './frame';
export { pageOfRows, RowTable, type Compare, type Slice } from './row-table';
