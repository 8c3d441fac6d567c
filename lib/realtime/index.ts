export { attachGateway } from './gateway';
export { serveStream } from './streams';
