package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import org.jspecify.annotations.NullUnmarked;

/**
 * What all kinds have. The client's own base type works out the names of its kind anew in each
 * object, and keeps them there; with thousands of objects, copied whenever one is looked at, that
 * is a third of what they cost.
 *
 * @param <S> the spec: what the user wants
 * @param <T> the status: what the operator saw
 */
@JsonDeserialize(using = JsonDeserializer.None.class) // not the one that looks for the kind first
@JsonIgnoreProperties(ignoreUnknown = true) // a newer version of the definitions may have more
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"apiVersion", "kind", "metadata", "spec", "status"})
@NullUnmarked // a spec is never null, as admission sees to; a status is, until it is written
public abstract class Resource<S, T> implements HasMetadata, Namespaced, Cloneable {

  private static final long serialVersionUID = 1L;

  private static final String API_VERSION = Group.NAME + "/" + Group.VERSION;

  private ObjectMeta metadata = new ObjectMeta();

  private S spec;
  private T status;

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    this.metadata = metadata;
  }

  @Override
  public String getApiVersion() {
    return API_VERSION;
  }

  /** There is one version; a client that reads another has asked for it. */
  @Override
  public void setApiVersion(String version) {}

  /** A kind is named as its class is. */
  @Override
  public String getKind() {
    return getClass().getSimpleName();
  }

  /** A kind is what the class is; read and left. */
  public void setKind(String kind) {}

  /**
   * A copy as deep as a resource can change: spec and status are values, and the metadata is left
   * alone.
   */
  @SuppressWarnings("unchecked") // a clone is of the same class
  public Resource<S, T> copy() {
    try {
      return (Resource<S, T>) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("resources can be cloned", e);
    }
  }

  /** What the user wants. */
  public S getSpec() {
    return spec;
  }

  public void setSpec(S spec) {
    this.spec = spec;
  }

  /** What the operator saw; null before it has written anything. */
  public T getStatus() {
    return status;
  }

  public void setStatus(T status) {
    this.status = status;
  }
}
