/** What the generated organisation is named from. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const firstNames = words(`
  Aisha Akira Alejandro Amara Anders Anna Anton Arjun Astrid Beatriz Ben Camille Chen Chiara Chloe Daniel Daria David
  Diego Elena Elif Emeka Emil Emma Farah Felix Fatima Gabriel Giulia Hana Hannah Hugo Ibrahim Ines Ingrid Isaac Jakub
  Jana Jasper Jin Joana Jonas Julia Kai Karim Katarina Kofi Lars Layla Lena Leo Liam Lin Lucia Maja Marco Maria Mateo
  Maya Mehmet Mei Mina Mohamed Nadia Naoki Nina Noah Nora Olga Oliver Omar Oscar Paula Pavel Priya Rafael Ravi Rosa Ruth
  Samir Sara Sofia Soren Stefan Sunita Tariq Teresa Thomas Tomas Uma Valeria Victor Wei Yara Yuki Yusuf Zoe Zuzana`);

export const lastNames = words(`
  Abebe Almeida Andersson Bauer Becker Bianchi Castillo Cohen Costa Dubois Eriksen Farouk Fernandez Fischer Fontaine
  Garcia Hansen Haddad Hoffmann Horvath Ito Ivanova Jensen Johansson Kaya Khan Kim Kovacs Kowalski Kumar Lambert Larsen
  Lee Lopez Maier Mancini Martin Mendes Meyer Mishra Mori Mueller Nakamura Ndiaye Nielsen Novak Obi Olsen Ortiz Owusu
  Park Patel Pereira Popescu Rahman Ricci Rossi Roy Ruiz Sato Schmidt Schneider Silva Singh Sorensen Suzuki Svensson
  Takahashi Tanaka Teixeira Toth Tran Varga Vasquez Virtanen Vogel Wagner Weber Wang Wolf Yilmaz Zhang Zimmermann`);

/** Slug and name of the teams besides nlp, cv and recsys. */
export const otherTeams: readonly (readonly [slug: string, name: string])[] = [
  ['ads-ranking', 'Ads Ranking'],
  ['anomaly-detection', 'Anomaly Detection'],
  ['audio', 'Audio Understanding'],
  ['autonomous-driving', 'Autonomous Driving'],
  ['bioinformatics', 'Bioinformatics'],
  ['causal-inference', 'Causal Inference'],
  ['chemistry', 'Computational Chemistry'],
  ['churn', 'Customer Churn'],
  ['climate', 'Climate Models'],
  ['code-assist', 'Code Assistance'],
  ['conversational-ai', 'Conversational AI'],
  ['credit-risk', 'Credit Risk'],
  ['data-quality', 'Data Quality'],
  ['demand-forecast', 'Demand Forecasting'],
  ['document-ai', 'Document AI'],
  ['edge-models', 'Edge Models'],
  ['embeddings', 'Embeddings'],
  ['evaluation', 'Model Evaluation'],
  ['experimentation', 'Experimentation'],
  ['feature-store', 'Feature Store'],
  ['fraud', 'Fraud Detection'],
  ['generative-media', 'Generative Media'],
  ['graph-learning', 'Graph Learning'],
  ['health', 'Health Analytics'],
  ['image-search', 'Image Search'],
  ['knowledge-graph', 'Knowledge Graph'],
  ['logistics', 'Logistics Optimisation'],
  ['maps', 'Maps and Location'],
  ['materials', 'Materials Science'],
  ['medical-imaging', 'Medical Imaging'],
  ['model-compression', 'Model Compression'],
  ['moderation', 'Content Moderation'],
  ['multimodal', 'Multimodal Models'],
  ['personalisation', 'Personalisation'],
  ['predictive-maintenance', 'Predictive Maintenance'],
  ['pricing', 'Dynamic Pricing'],
  ['privacy-ml', 'Privacy-preserving ML'],
  ['quality-inspection', 'Quality Inspection'],
  ['reinforcement', 'Reinforcement Learning'],
  ['robotics', 'Robotics'],
  ['safety', 'Model Safety'],
  ['search-ranking', 'Search Ranking'],
  ['security-ml', 'Security ML'],
  ['speech', 'Speech Recognition'],
  ['time-series', 'Time Series'],
  ['translation', 'Machine Translation'],
  ['video', 'Video Understanding'],
];
