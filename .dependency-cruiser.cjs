// Who may import whom. Each rule carries its reason; docs/ARCHITECTURE.md draws the same picture.
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two modules that need each other are one module, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-is-below',
      comment: 'shared is what both sides stand on; it knows neither of them.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(ca-node|peer)/' },
    },
    {
      name: 'authority-knows-no-peer',
      comment: 'The authority never sees a message: code that handles one cannot even be reached from it.',
      severity: 'error',
      from: { path: '^ca-node/' },
      to: { path: '^peer/' },
    },
    {
      name: 'peer-knows-no-authority',
      comment: 'Keys of the authority and code that issues for it have no place on a device.',
      severity: 'error',
      from: { path: '^peer/' },
      to: { path: '^ca-node/' },
    },
    {
      name: 'shared-is-pure',
      comment:
        'Rules about trust and formats take clock, randomness and files as arguments: vectors need no mocks and a browser can run them. Edges live in shared/host.',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/host/' },
      to: {
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'shared-pure-not-host',
      comment: 'A pure rule that imports an edge is no longer pure.',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/host/' },
      to: { path: '^shared/host/' },
    },
    {
      name: 'shared-pure-no-network',
      comment: 'Formats and checks do not open connections; shared/host/net does.',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/host/' },
      to: { path: 'node_modules/(libp2p|@libp2p/(tcp|mdns|kad-dht|identify|ping)|@chainsafe)/' },
    },
    {
      name: 'conversations-are-pure-of-network',
      comment:
        'What may be said and accepted is decided without sockets and disks; delivery and history join them.',
      severity: 'error',
      from: { path: '^shared/events/' },
      to: { path: '^(shared/host|peer|ca-node)/' },
    },
    {
      name: 'faces-know-only-the-api',
      comment:
        'Terminal and commands drive the daemon through the local API, so that every face can do the same.',
      severity: 'error',
      from: { path: '^peer/terminal/' },
      to: { path: '^peer/(conversations|delivery|history|store|net|directory|daemon|enrol)/' },
    },
    {
      name: 'nobody-imports-tests',
      comment: 'Product code does not stand on test support. Measurements may: they make realms as tests do.',
      severity: 'error',
      from: { path: '^(shared|ca-node|peer|scripts)/', pathNot: '^scripts/bench/' },
      to: { path: '^test/' },
    },
    {
      name: 'unresolved',
      comment: 'An import that cannot be resolved would make every other rule blind.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'],
    },
  },
}
