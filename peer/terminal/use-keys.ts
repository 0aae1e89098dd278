// Raw keys from ink: its own `useInput` cannot tell Backspace from Delete. Sequences arrive whole, text in pieces.
import { useStdin } from 'ink'
import { useEffect } from 'react'

export function useKeys(take: (sequence: string) => void): void {
  const { internal_eventEmitter: events, setRawMode, isRawModeSupported } = useStdin()
  useEffect(() => {
    if (!isRawModeSupported) return
    setRawMode(true)
    return () => setRawMode(false)
  }, [isRawModeSupported, setRawMode])
  useEffect(() => {
    events?.on('input', take)
    return () => {
      events?.removeListener('input', take)
    }
  }, [events, take])
}
