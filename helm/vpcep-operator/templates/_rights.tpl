{{/*
What the operator may do to what it watches. It neither lists nor watches Secrets, and writes nothing but statuses and
events; get and update of these for what happens again and again, which is one event with a count.
*/}}
{{- define "vpcep.rules" -}}
- apiGroups: [vpcep.io]
  resources: [cloudaccounts, vpcendpointconnections]
  verbs: [get, list, watch]
- apiGroups: [vpcep.io]
  resources: [cloudaccounts/status, vpcendpointconnections/status]
  verbs: [update]
- apiGroups: [""]
  resources: [events]
  verbs: [create, get, update]
- apiGroups: [""]
  resources: [secrets]
  verbs: [get]
{{- end -}}

{{- define "vpcep.subjects" -}}
- kind: ServiceAccount
  name: {{ include "vpcep.serviceAccount" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}
