package io.vpcep.emulator.iam;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The access keys, and which of them are locked. The clouds lock a key for 5 minutes when it fails
 * "more than five consecutive times" (API Request Signing Guide); here the fifth failure locks it,
 * which is the reading that forgives a client less.
 */
public final class AccessKeys {

  private final Map<String, AccessKey> keys = new ConcurrentSkipListMap<>();
  private final LockOut lockOut;

  AccessKeys(List<AccessKey> start, InstantSource clock) {
    start.forEach(key -> keys.put(key.id(), key));
    lockOut = new LockOut(clock);
  }

  /** The keys of today, by ID. */
  public List<AccessKey> all() {
    return List.copyOf(keys.values());
  }

  /** The key with this ID. */
  public Optional<AccessKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  /** Adds a key, in place of one with the same ID; it is not locked. */
  public void put(AccessKey key) {
    keys.put(key.id(), key);
    lockOut.clear(key.id());
  }

  /** Revokes a key; false when there was none. */
  public boolean remove(String id) {
    lockOut.clear(id);
    return keys.remove(id) != null;
  }

  /** Whether the key is refused whatever its signature. */
  public boolean isLocked(String id) {
    return lockOut.isLocked(id);
  }

  void wrongSignature(AccessKey key) {
    lockOut.failed(key.id());
  }

  void rightSignature(AccessKey key) {
    lockOut.clear(key.id());
  }
}
