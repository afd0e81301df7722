{{/*
The permissions for the watched namespaces. The operator neither lists nor watches Secrets, and writes only statuses,
events, and the VpcEndpointConnections that services make. Events need get and patch, because repeated ones are one event with a count.
*/}}
{{- define "vpcep.rules" -}}
- apiGroups: [vpcep.io]
  resources: [cloudaccounts, vpcendpointconnections, vpcendpointservices, vpcendpointacceptancepolicies]
  verbs: [get, list, watch]
- apiGroups: [vpcep.io]
  resources: [cloudaccounts/status, vpcendpointconnections/status, vpcendpointservices/status, vpcendpointacceptancepolicies/status]
  verbs: [update]
{{- if .Values.connections.create }}
- apiGroups: [vpcep.io]
  resources: [vpcendpointconnections]
  verbs: [create, patch, delete]
{{- end }}
- apiGroups: [""]
  resources: [events]
  verbs: [create, get, patch]
- apiGroups: [""]
  resources: [secrets]
  verbs: [get]
{{- end -}}

{{- define "vpcep.subjects" -}}
- kind: ServiceAccount
  name: {{ include "vpcep.serviceAccount" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}
