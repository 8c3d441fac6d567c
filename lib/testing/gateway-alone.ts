import { startGateway } from './shell-client';

// A process of its own that runs the gateway, so that a test can kill it with shells open:
//   tsx lib/testing/gateway-alone.ts
// Writes its port on the first line and stays.
const { port } = await startGateway();
process.stdout.write(`${port}\n`);
