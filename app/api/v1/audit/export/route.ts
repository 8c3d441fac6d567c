import { exportAudit as operation } from '@/lib/contract/audit';
import { streamRoute } from '@/lib/http';
import { exportAudit } from '@/lib/services/audit';

export const GET = streamRoute(operation, async (caller, input) => {
  const { type, name, body } = await exportAudit(caller, input);
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
});
