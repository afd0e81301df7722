package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.http.LoggedRequest;
import io.vpcep.emulator.http.Operation;
import io.vpcep.emulator.http.RequestLog;
import io.vpcep.operator.settings.Settings;
import io.vpcep.operator.settings.SettingsException;
import java.util.Set;

/**
 * Fails a test whose operator has requested a change of a cloud, unless acceptance was enabled. All
 * that is in the log counts: tests make changes through the emulator's objects, which do not log
 * them, as its control interface does not.
 */
final class ChangeGuard {

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final RequestLog log;
  private boolean allowsChanges;

  ChangeGuard(RequestLog log) {
    this.log = log;
  }

  /** An operator is started with this configuration. */
  void started(String configuration) {
    allowsChanges |= enablesAcceptance(configuration);
  }

  private static boolean enablesAcceptance(String configuration) {
    try {
      return Settings.parse(configuration).acceptanceEnabled();
    } catch (SettingsException e) {
      // An operator does not start with it.
      return false;
    }
  }

  /** Checks the requests of the log; those before {@link RequestLog#clear()} are not there. */
  void check() {
    if (!allowsChanges) {
      assertThat(log.all())
          .filteredOn(ChangeGuard::isChange)
          .as("requests that change a cloud, although acceptance is disabled")
          .isEmpty();
    }
  }

  private static boolean isChange(LoggedRequest request) {
    return !READING.contains(request.method()) && request.operation() != Operation.CREATE_TOKEN;
  }
}
