package io.vpcep.operator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.ConnectionState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One item of a list, as the JSON has it. Where the clouds' documents contradict one another or the
 * clouds, both forms are read; what is absent, null or of no use is null.
 */
public final class ConnectionItem {

  /** The longest ID, state or code that is shown; the documents name 64 for IDs. */
  public static final int MAX_WORD = 64;

  /** The longest description, as documented. */
  public static final int MAX_DESCRIPTION = 512;

  /** The longest name of a host or a service that is shown: the longest of DNS, rounded up. */
  public static final int MAX_NAME = 255;

  private static final int MAX_ERROR_MESSAGE = 1024;

  /** The documents set no bound; this one keeps a status small. */
  private static final int MAX_ERRORS = 16;

  private final JsonNode item;

  ConnectionItem(JsonNode item) {
    this.item = item;
  }

  /** The endpoint's ID. */
  public String endpointId() throws MalformedItemException {
    JsonNode id = required("id");
    String text = id.asText();
    if (!text.equals(TextSanitizer.printable(text, MAX_WORD))) {
      throw new MalformedItemException(
          "The `id` of a listed connection is not 1 to 64 printable characters.");
    }
    return text;
  }

  /** The cloud's word for the state, whether known or not. */
  public ConnectionState state() throws MalformedItemException {
    return ConnectionState.ofCloud(TextSanitizer.printable(required("status").asText(), MAX_WORD));
  }

  /**
   * The marker, documented as integer in responses and as string in queries, in use beyond 32 bits.
   *
   * @throws MalformedItemException when there is one that is no such number: leaving it out would
   *     say that no connection has it
   */
  public @Nullable Long markerId() throws MalformedItemException {
    JsonNode marker = item.path("marker_id");
    if (marker.isMissingNode() || marker.isNull()) {
      return null;
    }
    Long number = integer(marker);
    if (number == null) {
      throw new MalformedItemException("The `marker_id` of a listed connection is not an integer.");
    }
    return number;
  }

  /** A text, or a number as text; printable, in one line, cut. */
  public @Nullable String text(String name, int maxLength) {
    return textOf(item, maxLength, name);
  }

  /**
   * A time under the first of the names that has one; null where it is none that {@link Timestamps}
   * knows.
   */
  public @Nullable Instant time(String... names) {
    for (String name : names) {
      String text = item.path(name).asText("");
      if (!text.isEmpty()) {
        return Timestamps.parse(text);
      }
    }
    return null;
  }

  /**
   * What the cloud says of a failed connection, under {@code error}: a list, or a single entry, of
   * {@code error_code} and {@code error_message}, or {@code code} and {@code message}.
   */
  public List<ConnectionError> errors() {
    JsonNode error = item.path("error");
    Stream<JsonNode> entries = error.isArray() ? error.valueStream() : Stream.of(error);
    return entries
        .filter(JsonNode::isObject)
        .limit(MAX_ERRORS)
        .map(ConnectionItem::error)
        .filter(e -> !e.code().isEmpty() || !e.message().isEmpty())
        .toList();
  }

  /** A 64-bit integer, which some documents write as a string; null for anything else. */
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

  private static ConnectionError error(JsonNode entry) {
    String code = textOf(entry, MAX_WORD, "error_code", "code");
    String message = textOf(entry, MAX_ERROR_MESSAGE, "error_message", "message");
    return new ConnectionError(code == null ? "" : code, message == null ? "" : message);
  }

  private JsonNode required(String name) throws MalformedItemException {
    JsonNode value = item.path(name);
    boolean isBlank =
        value.isTextual() && TextSanitizer.printable(value.asText(), MAX_WORD).isEmpty();
    if (value.isMissingNode() || value.isNull() || isBlank) {
      throw new MalformedItemException("A listed connection has no `%s`.".formatted(name));
    }
    if (!value.isTextual()) {
      throw new MalformedItemException(
          "The `%s` of a listed connection is not a string.".formatted(name));
    }
    return value;
  }

  private static @Nullable String textOf(JsonNode node, int maxLength, String... names) {
    for (String name : names) {
      String text = shown(node.path(name), maxLength);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** What of a value may be shown; null if that is nothing. */
  static @Nullable String shown(JsonNode value, int maxLength) {
    String text = value.isNull() ? "" : TextSanitizer.printable(value.asText(""), maxLength);
    return text.isEmpty() ? null : text;
  }
}
