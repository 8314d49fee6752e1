/** Pieces of HTML that views collect and layouts print. */
export class Block {
  #pieces: string[] = []

  append(html: string): void {
    this.#pieces.push(html)
  }

  prepend(html: string): void {
    this.#pieces.unshift(html)
  }

  replace(html: string): void {
    this.#pieces = [html]
  }

  toString(): string {
    return this.#pieces.join('\n')
  }
}

/** Helpers of templates around blocks, for one page. */
export interface BlockHelpers {
  readonly blocks: Record<string, Block>
  readonly scripts: Block
  readonly stylesheets: Block
  /** The block of that name; `html` is added to it. */
  readonly block: (name: string, html?: string) => Block
  /** Adds a `<script>` to the block `scripts`. */
  readonly script: (src?: string, type?: string) => Block
  /** Adds a stylesheet's `<link>` to the block `stylesheets`. */
  readonly stylesheet: (href?: string, media?: string) => Block
}

/** Makes the helpers `block`, `script` and `stylesheet`. What becomes an attribute is escaped. */
export function createBlocks(): BlockHelpers {
  const [scripts, stylesheets] = [new Block(), new Block()]
  const blocks: Record<string, Block> = Object.assign(Object.create(null), { scripts, stylesheets })
  return {
    blocks,
    scripts,
    stylesheets,
    block(name, html) {
      const block = (blocks[name] ??= new Block())
      if (html) block.append(html)
      return block
    },
    script(src, type) {
      if (src) scripts.append(`<script${attribute('src', src)}${attribute('type', type)}></script>`)
      return scripts
    },
    stylesheet(href, media) {
      if (href) {
        const attributes = attribute('href', href) + attribute('media', media)
        stylesheets.append(`<link rel="stylesheet"${attributes} />`)
      }
      return stylesheets
    },
  }
}

/** ` name="value"`, or nothing without a value. */
export function attribute(name: string, value: string | undefined): string {
  return value === undefined || value === '' ? '' : ` ${name}="${escapeHtml(value)}"`
}

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
