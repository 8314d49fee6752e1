/** Versions that a new app asks for. */
const VERSIONS = {
  halyard: '^0.1.0',
  '@halyard/client': '^0.1.0',
  tsx: '^4.20.0',
  typescript: '>=5.5',
  '@types/node': '^20.19.0',
}

/** The package.json of a new app. */
export function toManifest(name: string, template: string, language: string): string {
  const isTypeScript = language === 'ts'
  const manifest = {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    scripts: {
      dev: 'halyard lift',
      start: 'halyard lift --prod',
      ...(isTypeScript ? { types: 'tsc --noEmit' } : {}),
    },
    dependencies: pick([
      ...(template === 'web' ? (['@halyard/client'] as const) : []),
      'halyard',
      // Without a build, production runs TypeScript too.
      ...(isTypeScript ? (['tsx'] as const) : []),
    ]),
    ...(isTypeScript ? { devDependencies: pick(['@types/node', 'typescript']) } : {}),
    engines: { node: '>=20.19' },
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}

function pick(names: readonly (keyof typeof VERSIONS)[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, VERSIONS[name]]))
}
