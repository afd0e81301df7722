package io.vpcep.operator.poll;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.CssDetails;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the connections of a list: each value that many of them have in common once, and
 * their texts for as long as there is room.
 */
final class SharedValues {

  private final Map<Object, Object> values = new HashMap<>();
  private long room;

  /**
   * @param room for how many characters of text there is room; negative if texts were left out
   *     before
   */
  SharedValues(long room) {
    this.room = room;
  }

  /** For how many more characters there is room; negative once texts were left out. */
  long room() {
    return room;
  }

  /**
   * What is kept of a connection: all of it, or, without room for its texts, all but what only
   * tells more of it: its description, the messages of its errors, and the details of a CSS
   * cluster.
   */
  Connection kept(Connection connection) {
    room -= room < 0 ? 0 : lengthOfTexts(connection);
    return room < 0
        ? kept(connection, null, codeAlone(connection), null)
        : kept(connection, connection.description(), connection.errors(), connection.css());
  }

  private Connection kept(
      Connection connection,
      @Nullable String description,
      List<ConnectionError> errors,
      @Nullable CssDetails css) {
    var domainId = connection.domainId();
    return new Connection(
        connection.endpointId(),
        connection.markerId(),
        shared(connection.state()),
        domainId == null ? null : shared(domainId),
        description,
        connection.createdTime(),
        connection.updatedTime(),
        errors.isEmpty() ? errors : shared(errors),
        css);
  }

  private static List<ConnectionError> codeAlone(Connection connection) {
    var code = connection.errorCode();
    return code == null ? List.of() : List.of(new ConnectionError(code, ""));
  }

  private static int lengthOfTexts(Connection connection) {
    int length = lengthOf(connection.description());
    for (var error : connection.errors()) {
      length += error.code().length() + error.message().length();
    }
    var css = connection.css();
    return css == null
        ? length
        : length
            + lengthOf(css.maxSession())
            + lengthOf(css.specificationName())
            + lengthOf(css.ip())
            + lengthOf(css.ipv6Address())
            + lengthOf(css.dnsName());
  }

  private static int lengthOf(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  @SuppressWarnings("unchecked") // each value is its own key
  private <T> T shared(T value) {
    return (T) values.computeIfAbsent(value, same -> same);
  }
}
