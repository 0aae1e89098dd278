// The size of the terminal, followed as it changes.
import { useStdout } from 'ink'
import { useEffect, useState } from 'react'

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** What terminals had before they could say (DEC VT100). */
const FALLBACK: Size = { columns: 80, rows: 24 }

export function useSize(): Size {
  const { stdout } = useStdout()
  const [size, setSize] = useState(() => sizeOf(stdout))
  useEffect(() => {
    const follow = () => setSize(sizeOf(stdout))
    stdout.on('resize', follow)
    return () => {
      stdout.off('resize', follow)
    }
  }, [stdout])
  return size
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): Size {
  return { columns: columns || FALLBACK.columns, rows: rows || FALLBACK.rows }
}
