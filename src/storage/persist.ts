/** Asks the browser not to throw the learner's answers away when space runs short. A refusal changes nothing else. */
export async function askToPersist(
  storage: Pick<StorageManager, 'persist' | 'persisted'> | undefined,
): Promise<boolean> {
  try {
    if (!storage) return false;
    return (await storage.persisted()) || (await storage.persist());
  } catch {
    return false;
  }
}
