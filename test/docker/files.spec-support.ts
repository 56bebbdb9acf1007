import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The project's root; every path below is relative to it. */
export const ROOT = join(__dirname, '..', '..')
export const COMPOSE_FILES = ['docker/compose.standalone.yaml', 'docker/compose.yaml', 'docker/compose.cluster.yaml']
export const DOCKERFILE = 'docker/Dockerfile'

export const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')
export const exists = (path: string) => existsSync(join(ROOT, path))

/** A rule looks at a file's text and says what is wrong with it, nothing when all is well. */
export type Rule = (text: string) => readonly string[]

/** A rule with a way to break a sound file against it: what stands in the file, and what stands there in the broken copy. */
export interface ProvenRule {
  readonly name: string
  readonly rule: Rule
  readonly breaks: readonly { readonly file: string; readonly from: string | RegExp; readonly to: string }[]
}

/** The broken copy; throws when the file has nothing to break, as the proof would then prove nothing. */
export function brokenCopy({ file, from, to }: ProvenRule['breaks'][number]): string {
  const text = textOf(file)
  const broken = text.replace(from, to)
  if (broken === text) throw new Error(`${file} has nothing like ${from}`)
  return broken
}

/** True for an image that names one build: a tag with three numbers, never `latest`, never none. */
export const isPinned = (image: string) => /^[^\s:@]+(\/[^\s:@]+)*:[\w.-]*\d+\.\d+\.\d+[\w.-]*$/.test(image)
