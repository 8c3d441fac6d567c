export { LogExcerptPage } from './excerpt-page';
export { LogView, type LogViewProps } from './log-view';
export { ExcerptList } from './excerpt-list';
