package io.vpcep.emulator.fault;

import io.vpcep.emulator.http.EmulatedRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The faults that are set; of several for one request, the oldest is taken. */
public final class Faults {

  private final Map<Long, Fault> faults = new LinkedHashMap<>();
  private long lastId;

  /** Sets a fault and returns its number. */
  public synchronized long add(Fault fault) {
    faults.put(++lastId, fault);
    return lastId;
  }

  /** Removes one; false when it is not there, or has run out. */
  public synchronized boolean remove(long id) {
    return faults.remove(id) != null;
  }

  /** Removes all. */
  public synchronized void clear() {
    faults.clear();
  }

  /** All by number, each with the times that are left. */
  public synchronized Map<Long, Fault> all() {
    return new LinkedHashMap<>(faults);
  }

  /** The fault that a request runs into, which uses it up by one. */
  public synchronized Optional<Fault> take(EmulatedRequest request) {
    for (Map.Entry<Long, Fault> entry : faults.entrySet()) {
      Fault fault = entry.getValue();
      if (fault.target().matches(request)) {
        use(entry.getKey(), fault);
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private void use(long id, Fault fault) {
    Integer times = fault.times();
    if (times == null) {
      return;
    }
    if (times <= 1) {
      faults.remove(id);
    } else {
      faults.put(id, fault.times(times - 1));
    }
  }
}
