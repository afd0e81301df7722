package io.vpcep.emulator.iam;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The access keys, and which of them are locked. The clouds lock a key for 5 minutes when it fails
 * "more than five consecutive times" (API Request Signing Guide); here the fifth failure locks it,
 * which is the reading that forgives a client less.
 */
public final class AccessKeys {

  /** How many keys that were issued are kept; the oldest one is revoked for one too many. */
  static final int ISSUED = 1_000;

  private final Map<String, AccessKey> keys = new ConcurrentSkipListMap<>();
  private final Deque<String> issued = new ArrayDeque<>();
  private final InstantSource clock;
  private final LockOut lockOut;

  AccessKeys(List<AccessKey> start, InstantSource clock) {
    this.clock = clock;
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

  /** Gives out a temporary key of a domain. */
  synchronized AccessKey issue(String domain, Duration life) {
    Instant now = clock.instant();
    issued.removeIf(id -> isGone(id, now));
    if (issued.size() == ISSUED) {
      remove(issued.removeFirst());
    }
    AccessKey key =
        new AccessKey(
            "HST" + Ids.random().substring(0, 17).toUpperCase(Locale.ROOT),
            Ids.random() + Ids.random().substring(0, 8),
            "gAAAAA" + Ids.random() + Ids.random() + Ids.random(),
            domain,
            now.plus(life));
    keys.put(key.id(), key);
    issued.addLast(key.id());
    return key;
  }

  /** Forgets a key that has expired; requests with it are told so for another day. */
  private boolean isGone(String id, Instant now) {
    AccessKey key = keys.get(id);
    boolean gone = key == null || key.isExpired(now.minus(Duration.ofDays(1)));
    return gone && (key == null || remove(id));
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
