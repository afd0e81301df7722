package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.SourceKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is notified of how sweeps ended. */
public interface SweepListener {

  /**
   * A sweep has ended.
   *
   * @param kind how the source was read in the end
   * @param failure the first thing that went wrong; null if every page could be read
   */
  void swept(SourceKey source, SweepKind kind, Duration duration, @Nullable CloudFailure failure);
}
