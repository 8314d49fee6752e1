/** Versions that a new app asks for. */
const VERSIONS = {
  halyard: '^0.1.0',
  '@halyard/client': '^0.1.0',
  'socket.io-client': '^4.8.4',
  tsx: '^4.20.0',
  typescript: '>=5.8',
  '@types/node': '^20.19.0',
}

type Package = keyof typeof VERSIONS

/** The package.json of a new app. Those in TypeScript have ES modules, those in JavaScript what Sails' documentation shows. */
export function toManifest(name: string, template: string, language: string): string {
  const isTypeScript = language === 'ts'
  const isWeb = template === 'web'
  const manifest = {
    name,
    version: '0.0.0',
    private: true,
    ...(isTypeScript ? { type: 'module' } : {}),
    scripts: {
      dev: 'halyard lift',
      start: 'halyard lift --prod',
      test: 'halyard test',
      ...(isTypeScript ? { types: 'halyard types && tsc' } : {}),
    },
    // Without a build, production runs TypeScript too.
    dependencies: pick([
      ...when(isWeb, '@halyard/client'),
      'halyard',
      ...when(isTypeScript, 'tsx'),
    ]),
    devDependencies: pick([
      ...when(isTypeScript, '@types/node'),
      // Tests connect sockets with it.
      ...when(isWeb, 'socket.io-client'),
      ...when(isTypeScript, 'typescript'),
    ]),
    engines: { node: '>=20.19' },
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}

function when(isWanted: boolean, name: Package): readonly Package[] {
  return isWanted ? [name] : []
}

function pick(names: readonly Package[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, VERSIONS[name]]))
}
