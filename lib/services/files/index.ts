export { listFiles } from './list';
export { openDownload } from './download';
export { receiveUpload } from './upload';
