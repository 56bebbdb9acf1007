/** `key: [中文, English]`: the two stand beside each other, so that none is forgotten. */
export type Words = Readonly<Record<string, readonly [zh: string, en: string]>>
