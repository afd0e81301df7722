package io.vpcep.emulator.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The whitelist of an endpoint service. Every method takes effect as a whole. Connections that are
 * there stay when the record that allowed them goes.
 */
public final class Whitelist {

  /** How many records it takes; the documents name a limit, but no figure. */
  public static final int MAX = 1_000;

  private final List<WhitelistRecord> records = new ArrayList<>();

  Whitelist(Collection<WhitelistRecord> start) {
    add(start);
  }

  /** Whether an account may connect; the owner's own account may in any case. */
  synchronized boolean allows(String domainId) {
    return records.stream().anyMatch(entry -> entry.allows(domainId));
  }

  /** All records, oldest first. */
  public synchronized List<WhitelistRecord> records() {
    return List.copyOf(records);
  }

  /**
   * Adds all records but those whose permission is there, and one for each permission.
   *
   * @return the records of these permissions, those that were there among them; empty, and none is
   *     added, for too many
   */
  public synchronized Optional<List<WhitelistRecord>> add(Collection<WhitelistRecord> more) {
    Map<String, WhitelistRecord> stored = new LinkedHashMap<>();
    more.forEach(entry -> stored.putIfAbsent(entry.permission(), entry));
    stored.replaceAll((permission, entry) -> find(permission).orElse(entry));
    List<WhitelistRecord> fresh =
        stored.values().stream().filter(entry -> !records.contains(entry)).toList();
    if (records.size() + fresh.size() > MAX) {
      return Optional.empty();
    }
    records.addAll(fresh);
    return Optional.of(List.copyOf(stored.values()));
  }

  /** Removes records, and tells which. */
  public synchronized List<WhitelistRecord> remove(Predicate<WhitelistRecord> which) {
    List<WhitelistRecord> gone = records.stream().filter(which).toList();
    records.removeAll(gone);
    return gone;
  }

  /** Gives the record of this ID another description; empty when there is none. */
  public synchronized Optional<WhitelistRecord> describe(String id, String description) {
    Optional<WhitelistRecord> described =
        records.stream()
            .filter(entry -> entry.id().equals(id))
            .findFirst()
            .map(entry -> entry.withDescription(description));
    described.ifPresent(entry -> records.replaceAll(old -> old.id().equals(id) ? entry : old));
    return described;
  }

  private Optional<WhitelistRecord> find(String permission) {
    return records.stream().filter(entry -> entry.permission().equals(permission)).findFirst();
  }
}
