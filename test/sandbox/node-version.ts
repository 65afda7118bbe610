const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

/** Node 22.18 is the first that runs TypeScript files as they are. */
export const node = {
  isNewEnough: major > 22 || (major === 22 && minor >= 18),
  message: `Gait Charge needs Node 22.18 or later; this is ${process.version}. Run it with npm start after npm ci, which brings its own Node.`,
}
