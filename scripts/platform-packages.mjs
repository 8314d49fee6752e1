const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]

/**
 * Entries for optional packages that a lock file names as dependencies and does not have. Their name says for which
 * platform they are; one whose name does not is left out.
 */
export function missingPlatformPackages(packages) {
  const missing = {}
  for (const [place, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const places = placesFor(name, place)
      const isThere = places.some((known) => packages[known]?.version === version)
      const platform = platformOf(name)
      if (isThere || platform === undefined || !/^\d/.test(version)) continue
      missing[places.find((free) => packages[free] === undefined)] = {
        version,
        ...platform,
        ...(dev === true ? { dev } : {}),
        optional: true,
      }
    }
  }
  return missing
}

/** `@oxfmt/binding-linux-arm-musleabihf` is for Linux on ARM with musl. */
export function platformOf(name) {
  const words = name.split(/[/_-]/)
  const os = SYSTEMS.find((system) => words.includes(system))
  const cpu = PROCESSORS.find(
    (processor) => words.includes(processor) || words.includes(`${processor}gc`),
  )
  if (cpu === undefined || (os === undefined && cpu !== 'wasm32')) return undefined
  return { cpu: [cpu], ...(os === undefined ? {} : { os: [os] }) }
}

/** Where npm may put a dependency: beside the package that wants it, inside of it, or at the root. */
function placesFor(name, place) {
  const beside = place.slice(0, place.lastIndexOf('node_modules/'))
  return [`${beside}node_modules/${name}`, `${place}/node_modules/${name}`, `node_modules/${name}`]
}
