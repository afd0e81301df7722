package io.vpcep.operator.cloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.cloud.Page.Malformed;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The document that both list calls return: {@code connections} and {@code total_count}, in any
 * order and among others. Items are read one by one, so that the JSON is never in memory as a
 * whole.
 */
public final class ListDocument {

  /** Makes a connection of one item. */
  @FunctionalInterface
  public interface ItemReader {

    /**
     * Reads one item.
     *
     * @throws MalformedItemException when it lacks what is mandatory
     */
    Connection read(ConnectionItem item) throws MalformedItemException;
  }

  private static final String CONNECTIONS = "connections";
  private static final String TOTAL_COUNT = "total_count";

  private final ItemReader reader;
  private final List<Connection> connections = new ArrayList<>();
  private final List<Malformed> malformed = new ArrayList<>();
  private final Map<String, JsonNode> scalars = new HashMap<>();
  private final int maxItems;
  private final Set<String> fields;
  private @Nullable JsonToken list;

  private ListDocument(ItemReader reader, int maxItems, Set<String> fields) {
    this.reader = reader;
    this.maxItems = maxItems;
    this.fields = fields;
  }

  /**
   * Reads one document. Whatever else it has is passed over: it may be without end.
   *
   * @param maxItems how many items are read at most, which bounds the memory that they take
   * @param fields which further fields of the document are kept, if they hold no list or object
   * @throws CloudException when it is no object, or has more items
   */
  public static ListDocument read(
      JsonParser json, ItemReader reader, int maxItems, String... fields)
      throws IOException, CloudException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw invalid("The response is not a JSON object.");
    }
    ListDocument document = new ListDocument(reader, maxItems, Set.of(fields));
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      document.readField(json, json.currentName());
    }
    return document;
  }

  /**
   * The page that it holds. A list that is null stands for an empty one, as some servers write it,
   * where the total has nothing at the offset.
   *
   * @param offset what was asked for
   * @throws CloudException when it lacks a list or a total
   */
  public Page page(int offset) throws CloudException {
    if (list == null) {
      throw invalid("The response has no `connections`.");
    }
    long total = total();
    if (list == JsonToken.VALUE_NULL && total > offset) {
      throw invalid("The response has no `connections`, although `total_count` is not 0.");
    }
    return new Page(connections, malformed, total);
  }

  private long total() throws CloudException {
    JsonNode total = scalars.get(TOTAL_COUNT);
    if (total == null || total.isNull()) {
      throw invalid("The response has no `total_count`.");
    }
    Long count = ConnectionItem.integer(total);
    if (count == null || count < 0) {
      throw invalid("The `total_count` of the response is not a count.");
    }
    return count;
  }

  /** A switch of the document, as boolean or as string; null where it is neither. */
  public @Nullable Boolean flag(String name) {
    JsonNode value = scalars.get(name);
    String word = value == null ? "" : value.asText("");
    if (word.equalsIgnoreCase("true")) {
      return true;
    }
    return word.equalsIgnoreCase("false") ? false : null;
  }

  /** A text of the document, or a number as text; printable, in one line, cut; null without. */
  public @Nullable String text(String name, int maxLength) {
    JsonNode value = scalars.get(name);
    return value == null ? null : ConnectionItem.shown(value, maxLength);
  }

  private void readField(JsonParser json, String name) throws IOException, CloudException {
    JsonToken value = json.nextToken();
    if (name.equals(CONNECTIONS)) {
      list = value;
      readConnections(json);
    } else if ((name.equals(TOTAL_COUNT) || fields.contains(name)) && value.isScalarValue()) {
      scalars.put(name, json.readValueAsTree());
    } else {
      json.skipChildren();
    }
  }

  private void readConnections(JsonParser json) throws IOException, CloudException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw invalid("The `connections` of the response is not a list.");
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      requireRoom();
      JsonNode item = json.readValueAsTree();
      readItem(new ConnectionItem(item));
    }
  }

  private void requireRoom() throws CloudException {
    if (connections.size() + malformed.size() == maxItems) {
      throw invalid(
          "The response lists more than %d connections, which exceeds the requested limit."
              .formatted(maxItems));
    }
  }

  private void readItem(ConnectionItem item) {
    try {
      connections.add(reader.read(item));
    } catch (MalformedItemException e) {
      malformed.add(
          new Malformed(
              idIn(item),
              markerIn(item),
              new CloudFailure(Reason.INVALID_RESPONSE, String.valueOf(e.getMessage()))));
    }
  }

  private static @Nullable String idIn(ConnectionItem item) {
    try {
      return item.endpointId();
    } catch (MalformedItemException e) {
      return null;
    }
  }

  private static @Nullable Long markerIn(ConnectionItem item) {
    try {
      return item.markerId();
    } catch (MalformedItemException e) {
      return null;
    }
  }

  private static CloudException invalid(String message) {
    return new CloudException(Reason.INVALID_RESPONSE, message);
  }
}
