import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/**
 * SHA-256 (lower-case hex) of a file, piece by piece so that a scan of any size fits in memory. A library, because
 * `crypto.subtle` does not exist on a plain-HTTP address of the office's network, and it cannot hash in pieces.
 */
export async function sha256Of(file: Blob): Promise<string> {
  const hash = sha256.create()
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return bytesToHex(hash.digest())
    hash.update(value)
  }
}
