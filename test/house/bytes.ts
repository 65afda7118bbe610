import { weighApp } from './weigh.ts'

const { lines, faults } = await weighApp()
for (const line of lines) console.log(line)
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
