export { attachGateway } from './gateway';
export { serveStream, STREAMED } from './streams';
