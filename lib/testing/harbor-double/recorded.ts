import { imageConfig } from './data';
import type { HarborData } from './data';

/** The Harbor of the recorded exchanges: an empty public library and a private shop with two repositories. */
export const RECORDED: HarborData = {
  externalUrl: 'http://harbor',
  projects: [
    { name: 'library', public: true, repositories: [] },
    {
      name: 'shop',
      public: false,
      repositories: [
        {
          name: 'busybox',
          updateTime: '2026-11-21T03:20:24.151Z',
          artifacts: [
            {
              tags: ['1.36'],
              pushTime: '2026-11-21T03:20:24.155Z',
              config: imageConfig('2026-11-20T00:00:00Z'),
            },
          ],
        },
        {
          name: 'team/web',
          updateTime: '2026-11-21T03:21:03.208Z',
          artifacts: [
            {
              tags: ['1.2'],
              pushTime: '2026-11-21T03:21:03.215Z',
              config: imageConfig(null, { Entrypoint: ['/bin/sh'], Env: ['PATH=/bin'] }),
            },
          ],
        },
      ],
    },
  ],
  accounts: [
    { username: 'admin', password: 'Harbor12345', kind: 'admin', rights: {} },
    { username: 'robot$shop+ci', password: 'robotsecret', kind: 'robot', rights: { shop: ['pull'] } },
    {
      username: 'robot$shop+list',
      password: 'robotsecret',
      kind: 'robot',
      rights: { shop: ['pull', 'list-repositories', 'list-artifacts'] },
    },
  ],
};
