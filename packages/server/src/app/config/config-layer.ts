/** What one place says of the configuration. */
export interface ConfigLayer {
  /** The place, for people: a file, or `command line`. */
  readonly source: string
  readonly settings: Readonly<Record<string, unknown>>
}
