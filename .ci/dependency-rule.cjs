/**
 * The direction of the house: apps → capabilities → recording → http → event-log → kernel. Domain code is pure; the
 * recording side of a room never sees a reporting side. test/setup/dependency-rule.spec.ts shows each rule at work.
 */
const MECHANICS = 'kernel|event-log|recording|http'
/** Beside a spec stand its own supports: they may use what production code may not. */
const TESTS = '(\\.spec|\\.spec-support)\\.tsx?$'
/** Plain calculation, no framework, no I/O: what the kernel and domain files may take from npm. */
const PLAIN_PACKAGES = 'node_modules/(ajv|decimal\\.js|uuid)/'
/** Hashes and signatures are calculation too, and all that proofs are made of. */
const CRYPTO = '^(node:)?crypto$'

/**
 * The folders of the page, each only above what it may import. A folder stands for its own files; what is deeper is named
 * by itself. What the page is made of comes first, its parts follow, and what puts all of it together is in `src` itself.
 */
const PAGE = [
  'words',
  'api',
  'money',
  'kit',
  'session',
  'desk/waiting',
  'forms',
  'layout',
  'papers',
  'figures',
  'desk',
  'finance/closing',
  'finance/reconciliation',
  'finance',
  'contracts/timeline',
  'contracts/forms',
  'contracts/proposals',
  'contracts',
  'office/register',
  'office',
  'programme',
  'intake',
  'evaluation/assessment',
  'evaluation/scheme',
  'evaluation/self',
  'evaluation/result',
  'evaluation/verify',
  'evaluation/audit',
  'evaluation/seal',
  'evaluation/subsidy',
  'evaluation/round',
  'evaluation',
]
const filesOf = (folders) => `^apps/web/src/(${folders.join('|')})/[^/]+$`

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })
const code = (path) => ({ path, pathNot: TESTS })

module.exports = {
  forbidden: [
    rule(
      'kernel-stands-alone',
      'The kernel imports no room.',
      { path: '^libs/kernel/' },
      { path: '^(libs/(?!kernel/)|apps/|test/)' },
    ),
    rule('kernel-without-framework', 'The kernel is plain TypeScript.', code('^libs/kernel/'), {
      dependencyTypesNot: ['local', 'aliased'],
      pathNot: PLAIN_PACKAGES,
    }),
    rule(
      'event-log-below-the-rooms',
      'The log knows only the kernel.',
      { path: '^libs/event-log/' },
      { path: '^(libs/(?!event-log/|kernel/)|apps/|test/)' },
    ),
    rule(
      'stores-side-by-side',
      'What the two stores of the log share stands above both.',
      code('^libs/event-log/src/(sqlite|eventstoredb)/'),
      { path: '^libs/event-log/src/(sqlite|eventstoredb)/', pathNot: '^libs/event-log/src/$1/' },
    ),
    rule(
      'mechanics-below-the-rooms',
      'Shared mechanics know the log and the kernel, no capability; recording knows HTTP, which it is reached by.',
      {
        path: '^libs/(recording|http)/',
      },
      { path: '^(libs/(?!$1/|event-log/|kernel/|http/)|apps/|test/)' },
    ),
    rule(
      'rooms-below-the-apps',
      'A room can be taken into any app, so it knows none.',
      { path: `^libs/(?!(${MECHANICS})/)` },
      { path: '^(apps|test)/' },
    ),
    rule(
      'sides-stand-alone',
      'Recorder and reporter are programs of their own: what all programs start with is in libs/service.',
      { path: '^apps/(recorder|reporter)/' },
      { path: '^apps/(?!$1/)' },
    ),
    rule(
      'through-the-front-door',
      'Rooms and apps see of another room what its index files show.',
      code('^(libs|apps)/(?!web/)([^/]+)/'),
      {
        path: '^libs/[^/]+/src/',
        pathNot: ['^$1/$2/', '^libs/[^/]+/src/index\\.ts$', '^libs/[^/]+/src/[^/]+/index\\.ts$'],
      },
    ),
    rule(
      'columns-stay-in-figures',
      'How figures keep their rows is their own business: others, and their index files, know `Tables` and its views.',
      { path: ['^(?!libs/figures/)', '^libs/figures/src/(reporting/)?index\\.ts$'] },
      { path: '^libs/figures/src/columns/' },
    ),
    ...[
      { of: '^libs/(?!proof/)[^/]+/src/(domain|definitions)/', may: [] },
      { of: '^libs/proof/src/domain/', may: [CRYPTO] },
    ].map(({ of, may }) =>
      rule('domain-is-pure', 'Domain files import the kernel and domain code, nothing else.', code(of), {
        pathNot: [
          '^libs/kernel/',
          '^libs/[^/]+/src/(domain|definitions)/',
          '^libs/[^/]+/src/index\\.ts$',
          PLAIN_PACKAGES,
          ...may,
        ],
      }),
    ),
    rule('domain-stays-pure-all-the-way', 'Nor does anything that they import.', code('^libs/[^/]+/src/(domain|definitions)/'), {
      path: [
        '^libs/(event-log|recording|http)/',
        'node_modules/@nestjs/',
        '^(node:)?(fs|net|http|child_process|worker_threads)(/|$)',
      ],
      reachable: true,
    }),
    rule(
      'recording-never-reporting',
      'The recording side runs without any reporting side.',
      code('^libs/[^/]+/src/recording/'),
      {
        path: '^libs/([^/]+/src/reporting/|figures/src/(?!index\\.ts$|catalogue/))',
        reachable: true,
      },
    ),
    ...PAGE.map((folder, at) =>
      rule(
        'page-folders-look-down',
        'A folder of the page imports only what is below it.',
        code(filesOf([folder])),
        { path: '^apps/web/src/', pathNot: filesOf(PAGE.slice(0, at + 1)) },
      ),
    ),
    rule(
      'page-folders-are-ranked',
      'A folder that the order above does not name has no rule.',
      { path: '^apps/web/src/.+/', pathNot: filesOf(PAGE) },
      {},
    ),
    rule(
      'page-takes-plain-code',
      'What the page takes of the house runs in a browser: the kernel and the definitions of events.',
      { path: '^apps/web/' },
      { path: '^(libs/(?!kernel/|[^/]+/src/definitions/)|apps/(?!web/)|test/)' },
    ),
    rule(
      'verifier-shares-nothing',
      'What checks the service shares no line with it, and needs nothing that must be installed: a mistake is not made twice.',
      code('^apps/verifier/src/(?!node/)'),
      { pathNot: '^apps/verifier/src/' },
    ),
    rule(
      'verifier-program-needs-node-alone',
      'Its program for Node reads files, unpacks them and prints.',
      code('^apps/verifier/src/node/'),
      { pathNot: ['^apps/verifier/src/', '^(node:)?(fs|zlib)$'] },
    ),
    rule('verifier-stands-apart', 'Nor does anything of the service use it.', code('^(libs|apps/(?!verifier/))'), {
      path: '^apps/verifier/',
    }),
    rule('no-cycles', 'Two files that need each other are one file, or lack a third.', {}, { circular: true }),
    rule(
      'tests-stay-outside',
      'What runs in production imports no test and no development package.',
      {
        path: '^(libs|apps)/',
        pathNot: [TESTS, '^apps/cli/setup/'],
      },
      { path: [TESTS, '^test/', 'node_modules/(jest|fast-check|supertest|autocannon|@nestjs/testing)/'] },
    ),
    rule(
      'everything-resolves',
      'An import that resolves to nothing escapes every other rule.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Types too: a type taken from the wrong side ties the sides together as surely as a value.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
}
