package io.vpcep.operator.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vpcep.operator.api.Group;
import java.io.IOException;
import java.util.Set;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Passes over what nobody here asks of a resource's metadata: who wrote which field, most labels
 * and annotations, finalizers, owners, and whether it is marked for deletion, since it is watched
 * until it is gone. Annotations alone may be 256 KiB of a resource, and are never in memory as a
 * whole.
 *
 * <p>Understands a resource, a list of them, and an event of a watch. All else passes as it is.
 */
final class KeptFieldsParser extends JsonParserDelegate {

  private static final String METADATA = "metadata";
  private static final String ANNOTATIONS = "annotations";
  private static final String LABELS = "labels";

  /** What the API server says in a bookmark, which has no other content. */
  private static final String END_OF_INITIAL_EVENTS = "k8s.io/initial-events-end";

  private static final Set<String> KEPT_ANNOTATIONS =
      Set.of(Group.REQUESTED_AT, END_OF_INITIAL_EVENTS);

  private static final Set<String> DROPPED =
      Set.of(
          "managedFields",
          "finalizers",
          "ownerReferences",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generateName",
          "selfLink");

  /** An annotation is only compared; a longer one is represented by its digest. */
  private static final int LONGEST_ANNOTATION = 128;

  private final JsonParser whole;
  private final Set<String> keptLabels;

  /**
   * @param keptLabels keys of the labels that are kept
   */
  KeptFieldsParser(JsonParser whole, Set<String> keptLabels) {
    super(whole);
    this.whole = whole;
    this.keptLabels = keptLabels;
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    delegate = whole;
    var token = super.nextToken();
    while (token == JsonToken.FIELD_NAME && isDropped()) {
      super.nextToken();
      super.skipChildren();
      token = super.nextToken();
    }
    if (token == JsonToken.VALUE_STRING && isIn(ANNOTATIONS)) {
      shorten();
    }
    return token;
  }

  /** Whether the value is that of {@code metadata.continue} of a list, and names a page. */
  boolean isContinueToken() throws IOException {
    var metadata = delegate.getParsingContext();
    var list = metadata.getParent();
    return "continue".equals(metadata.getCurrentName())
        && list != null
        && METADATA.equals(list.getCurrentName())
        && isRoot(list)
        && !delegate.getText().isEmpty();
  }

  private boolean isDropped() throws IOException {
    var field = delegate.currentName();
    var object = delegate.getParsingContext().getParent();
    if (object == null) {
      return false;
    }
    boolean isDroppedWhole =
        DROPPED.contains(field) || (field.equals(LABELS) && keptLabels.isEmpty());
    return (isDroppedWhole && isMetadata(object))
        || (isIn(ANNOTATIONS) && !KEPT_ANNOTATIONS.contains(field))
        || (isIn(LABELS) && !keptLabels.contains(field));
  }

  /** Whether this field is in that map of the metadata of a resource. */
  private boolean isIn(String map) {
    var metadata = delegate.getParsingContext().getParent();
    return metadata != null
        && map.equals(metadata.getCurrentName())
        && metadata.getParent() != null
        && isMetadata(metadata.getParent());
  }

  /** Whether the field that this object is at is the metadata of a resource, or of a list. */
  private static boolean isMetadata(JsonStreamContext object) {
    if (!METADATA.equals(object.getCurrentName())) {
      return false;
    }
    var parent = object.getParent();
    if (parent == null || parent.inRoot()) {
      return true;
    }
    if (parent.inArray()) {
      var list = parent.getParent();
      return list != null && "items".equals(list.getCurrentName()) && isRoot(list);
    }
    return "object".equals(parent.getCurrentName()) && isRoot(parent);
  }

  private static boolean isRoot(JsonStreamContext object) {
    return object.getParent() == null || object.getParent().inRoot();
  }

  /** Until the next token, all that is asked about the text is answered by its digest. */
  private void shorten() throws IOException {
    var text = whole.getText();
    if (text.length() > LONGEST_ANNOTATION) {
      var digest = "sha256:" + ByteString.encodeUtf8(text).sha256().hex();
      delegate = TextNode.valueOf(digest).traverse();
      delegate.nextToken();
    }
  }

  /** The delegate's own would not come by here for each token. */
  @Override
  public @Nullable JsonToken nextValue() throws IOException {
    var token = nextToken();
    return token == JsonToken.FIELD_NAME ? nextToken() : token;
  }
}
