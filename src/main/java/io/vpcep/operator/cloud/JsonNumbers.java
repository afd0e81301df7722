package io.vpcep.operator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Numbers that some documents write as number and others as string. */
final class JsonNumbers {

  private JsonNumbers() {}

  /** A 64-bit integer; null for anything else. */
  static @Nullable Long integer(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    try {
      return value.isTextual() ? Long.valueOf(value.asText()) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
