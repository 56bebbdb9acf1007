import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The project's root; every path below is relative to it. */
export const ROOT = join(__dirname, '..', '..')
export const STANDALONE = 'docker/compose.standalone.yaml'
export const ONE_NODE = 'docker/compose.yaml'
export const CLUSTER = 'docker/compose.cluster.yaml'
export const COMPOSE_FILES = [STANDALONE, ONE_NODE, CLUSTER]
export const DOCKERFILE = 'docker/Dockerfile'

export const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')
export const exists = (path: string) => existsSync(join(ROOT, path))

/** Says what is wrong with a file's text, nothing when all is well; `broken` is a way to break a sound file against it. */
export interface ProvenRule {
  readonly name: string
  readonly rule: (text: string) => readonly string[]
  readonly broken: readonly [file: string, from: string | RegExp, to: string]
}

/** Throws when the file has nothing to break, as the proof would then prove nothing. */
export function brokenCopy([file, from, to]: ProvenRule['broken']): string {
  const text = textOf(file)
  const broken = text.replace(from, to)
  if (broken === text) throw new Error(`${file} has nothing like ${from}`)
  return broken
}

/** An image that names one build: a tag with three numbers, never `latest`, never none. */
export const isPinned = (image: string) => /^[^\s:@]+(\/[^\s:@]+)*:[\w.-]*\d+\.\d+\.\d+[\w.-]*$/.test(image)
