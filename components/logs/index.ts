export { LogView, type LogViewProps } from './log-view';
