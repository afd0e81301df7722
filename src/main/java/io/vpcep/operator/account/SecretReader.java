package io.vpcep.operator.account;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gets a Secret by its name. Nothing is listed or watched. */
@FunctionalInterface
public interface SecretReader {

  /**
   * Reads the keys of a Secret, decoded.
   *
   * @return null if there is no such Secret
   * @throws RuntimeException if the Secret cannot be read at present
   */
  @Nullable Map<String, String> read(String namespace, String name);
}
