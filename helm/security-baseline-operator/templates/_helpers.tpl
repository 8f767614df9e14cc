{{- define "sbo.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "sbo.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "sbo.selectorLabels" -}}
app.kubernetes.io/name: {{ include "sbo.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "sbo.labels" -}}
{{ include "sbo.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: operator
app.kubernetes.io/part-of: security-baseline-operator
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "sbo.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "sbo.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "sbo.image" -}}
{{- $tag := default .Chart.AppVersion .Values.image.tag }}
{{- if .Values.image.digest }}
{{- printf "%s:%s@%s" .Values.image.repository $tag .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository $tag }}
{{- end }}
{{- end }}

{{- /* Both leases have this name for every release name: two releases must not both lead. */ -}}
{{- define "sbo.leaseName" -}}
security-baseline-operator
{{- end }}

{{- define "sbo.thisRelease" -}}
{{ .Release.Namespace }}/{{ .Release.Name }}
{{- end }}

{{- /* The release that an object of the cluster belongs to, as NAMESPACE/NAME; "/" if it belongs to none. */ -}}
{{- define "sbo.releaseOf" -}}
{{- $annotations := dig "metadata" "annotations" dict . | default dict }}
{{- get $annotations "meta.helm.sh/release-namespace" }}/{{ get $annotations "meta.helm.sh/release-name" }}
{{- end }}

{{- /* The lease of the cluster as YAML, or {}. Kinds are available only if Helm can read a cluster. */ -}}
{{- define "sbo.clusterLease" -}}
{{- if .Capabilities.APIVersions.Has "coordination.k8s.io/v1/Lease" }}
{{- lookup "coordination.k8s.io/v1" "Lease" "kube-system" (include "sbo.leaseName" .) | toYaml }}
{{- else }}
{{- dict | toYaml }}
{{- end }}
{{- end }}

{{- /* Only one operator acts in a cluster. Without a cluster (helm template) nothing is rejected. */ -}}
{{- define "sbo.refuseSecondRelease" -}}
{{- if .Capabilities.APIVersions.Has "rbac.authorization.k8s.io/v1/ClusterRole" }}
{{- $this := include "sbo.thisRelease" . }}
{{- $objects := default list (lookup "rbac.authorization.k8s.io/v1" "ClusterRole" "" "").items }}
{{- $lease := include "sbo.clusterLease" . | fromYaml }}
{{- if $lease }}
{{- $objects = append $objects $lease }}
{{- end }}
{{- range $objects }}
{{- $labels := default dict .metadata.labels }}
{{- if and (eq (default "" (get $labels "app.kubernetes.io/part-of")) "security-baseline-operator") (eq (default "" (get $labels "app.kubernetes.io/component")) "operator") }}
{{- $other := include "sbo.releaseOf" . }}
{{- if and (ne $other "/") (ne $other $this) }}
{{- fail (printf "release %s of security-baseline-operator is installed in this cluster (%s %s): one operator acts in a cluster, so upgrade that release, or uninstall it before you install %s" $other .kind .metadata.name $this) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- /* The SecurityBaseline in the cluster as YAML, or {}. Reading a kind that is not served would be an error. */ -}}
{{- define "sbo.existingBaseline" -}}
{{- if .Capabilities.APIVersions.Has "securitybaseline.io/v1alpha1/SecurityBaseline" }}
{{- lookup "securitybaseline.io/v1alpha1" "SecurityBaseline" "" "default" | toYaml }}
{{- else }}
{{- dict | toYaml }}
{{- end }}
{{- end }}

{{- define "sbo.npdName" -}}
{{- printf "%s-npd" (include "sbo.fullname" . | trunc 59 | trimSuffix "-") }}
{{- end }}

{{- define "sbo.npdNamespace" -}}
{{- default .Release.Namespace .Values.nodeProblemDetector.namespace }}
{{- end }}

{{- /* They differ from those of the operator's pods, so that the Service and the policies of the operator do not select these pods. */ -}}
{{- define "sbo.npdSelectorLabels" -}}
app.kubernetes.io/name: node-problem-detector
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "sbo.npdLabels" -}}
{{ include "sbo.npdSelectorLabels" . }}
app.kubernetes.io/version: {{ .Values.nodeProblemDetector.image.tag | quote }}
app.kubernetes.io/component: node-problem-detector
app.kubernetes.io/part-of: security-baseline-operator
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "sbo.npdImage" -}}
{{- with .Values.nodeProblemDetector.image }}
{{- if .digest }}
{{- printf "%s:%s@%s" .repository .tag .digest }}
{{- else }}
{{- printf "%s:%s" .repository .tag }}
{{- end }}
{{- end }}
{{- end }}
