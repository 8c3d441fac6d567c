// Who may import whom (ARCHITECTURE.md). Every rule is an error.
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
const layers = (names) => `^lib/(${names.join('|')})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }, 'Cycles make two modules one.'),
    forbid(
      'domain-is-pure',
      { path: '^lib/domain/', pathNot: '\\.test\\.ts$' },
      { path: '^(app|components|cli|cluster|e2e|lib/(?!domain/))' },
      'Domain imports nothing of ours.',
    ),
    forbid(
      'domain-no-io',
      { path: '^lib/domain/', pathNot: '\\.test\\.ts$' },
      { dependencyTypes: ['core'] },
      'Domain does no I/O.',
    ),
    forbid(
      'contract-knows-domain-only',
      { path: '^lib/contract/' },
      { path: '^(app|components|cli|lib/(?!contract/|domain/))' },
      'The contract is data.',
    ),
    forbid(
      'browser-no-server',
      { path: '^(components|lib/client)/', pathNot: '\\.test\\.tsx?$' },
      { path: '^lib/(?!client/|contract/|domain/|i18n/)', dependencyTypesNot: ['type-only'] },
      'Components and client never import server code.',
    ),
    forbid(
      'browser-no-kubernetes',
      { path: '^(components|lib/client)/', pathNot: '\\.test\\.tsx?$' },
      { path: 'node_modules/(@kubernetes|pg|undici|ws|@prisma)/' },
      'Server packages stay on the server.',
    ),
    forbid(
      'app-api-through-services',
      { path: '^app/api/' },
      { path: '^lib/(?!http/|services/|contract/|auth/|observability/|config/)' },
      'Routes reach the rest through services.',
    ),
    forbid(
      'pages-no-kube',
      { path: '^app/', pathNot: '^app/api/' },
      { path: '^lib/(kube|db|integrations|jobs|realtime)/' },
      'Pages reach the rest through services.',
    ),
    forbid(
      'realtime-through-services',
      { path: '^lib/realtime/', pathNot: '\\.test\\.ts$' },
      { path: '^lib/(kube|db|integrations)/' },
      'Realtime reaches kube only through services.',
    ),
    forbid(
      'kube-is-low',
      { path: '^lib/kube/', pathNot: '\\.test\\.ts$' },
      { path: layers(['services', 'http', 'auth', 'realtime', 'jobs', 'db', 'client', 'integrations']) },
      'kube knows no use case.',
    ),
    forbid(
      'only-kube-talks-to-kubernetes',
      { path: '^(app|components|lib/(?!kube/))', pathNot: '\\.test\\.ts$' },
      { path: 'node_modules/@kubernetes/', dependencyTypesNot: ['type-only'] },
      'The API server is reached through lib/kube.',
    ),
    forbid(
      'integrations-are-low',
      { path: '^lib/integrations/', pathNot: '\\.test\\.ts$' },
      { path: layers(['services', 'http', 'auth', 'realtime', 'jobs', 'db', 'client', 'kube']) },
      'An integration is a client, not a use case.',
    ),
    forbid(
      'db-is-low',
      { path: '^lib/db/' },
      {
        path: layers([
          'services',
          'http',
          'auth',
          'realtime',
          'jobs',
          'client',
          'kube',
          'integrations',
          'contract',
        ]),
      },
      'db knows rows only.',
    ),
    forbid(
      'auth-is-low',
      { path: '^lib/auth/' },
      { path: layers(['http', 'realtime', 'jobs', 'client', 'kube']) },
      'auth knows principals.',
    ),
    forbid(
      'services-not-up',
      { path: '^lib/services/' },
      { path: layers(['http', 'realtime', 'jobs', 'client']) },
      'Services do not know their doors.',
    ),
    forbid(
      'only-db-holds-prisma',
      { path: '^(app|components|cli|lib/(?!db/))' },
      { path: '^lib/db/(?!index)' },
      'Through the index of lib/db.',
    ),
    forbid(
      'feature-through-index',
      { path: '^lib/(domain|services|integrations)/([^/]+)/' },
      { path: '^lib/(domain|services|integrations)/[^/]+/(?!index\\.ts$)', pathNot: '^lib/$1/$2/' },
      'A feature uses another only through its index.',
    ),
    forbid(
      'no-testing-in-product',
      { path: '^(app|components|lib/(?!testing/))', pathNot: '\\.test\\.tsx?$' },
      { path: '^(lib/testing|e2e)/' },
      'Test helpers stay in tests.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^lib/db/generated/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
